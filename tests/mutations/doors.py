"""Who gets in: the admin's door, the second factor, other people's drafts, the tester, the studio, invitations."""

from tests.mutations.changes import NOT_LISTED_AS_GONE, Line, Trigger
from tests.mutations.mutation import Mutation, road

ADMIN_DOORS = "tests/access/test_doors.py"
STUDIO_DOORS = "tests/studio/test_doors.py"
SHARING = "tests/studio/test_sharing_a_draft.py"
INVITING = "tests/studio/test_invitations.py"
TELLING = "tests/studio/test_telling_people.py"
DAILY = "tests/publishing/test_ordinary_life.py"
ADMIN = "tests/moderation/test_admin.py"
TESTING = "tests/access/test_tester.py"
SECOND = "tests/accounts/test_second_factor.py"
SHEETS = "tests/accounts/test_sheets.py"
GIVEN = "tests/studio/test_given_parts.py"
COMMENTS = "tests/studio/test_comments.py"
TOGETHER = "tests/studio/test_together.py"
UNSAVED = "tests/studio/test_unsaved.py"
DOOR = "accounts.middleware.AdminDoorMiddleware"
TESTER = "publishing.permissions.GatedPagePermissionTester"
NO_TITLES = f"{ADMIN_DOORS}::test_who_works_in_the_admin_sees_no_draft_title_of_others"


MUTATIONS = (
    Mutation(
        "admin_door",
        "Everybody gets through the admin's door, to wherever Wagtail lets them.",
        (Line(f"{DOOR}._check", "if user.is_superuser:", "return\n    if user.is_superuser:"),),
        (
            "tests/accounts/test_doors.py::test_the_refusal_is_kind",
            "tests/accounts/test_doors.py::test_an_account_without_a_role_gets_403",
            "tests/studio/test_doors.py::test_a_reporter_gets_into_no_admin_address",
        ),
    ),
    Mutation(
        "admin_addresses_that_leak",
        "Addresses that list other people's drafts are open to all who work in the admin.",
        (Line(f"{DOOR}._check", "if name in LEAKING_ADDRESSES:", "if False:"),),
        (f"{NO_TITLES}[moderator-False]",),
    ),
    Mutation(
        "second_factor",
        "Staff get in without their second factor.",
        (Line(f"{DOOR}._needs_second_factor", "if not settings.REQUIRE_SECOND_FACTOR or", "if True or"),),
        (f"{SECOND}::test_without_one_nothing_else_opens", f"{SECOND}::test_a_superuser_needs_one_too"),
    ),
    Mutation(
        "second_factor_of_superusers",
        "A superuser gets in without a second factor.",
        (Line(f"{DOOR}._needs_second_factor", "if not (user.is_superuser or any(", "if not (False or any("),),
        (f"{SECOND}::test_a_superuser_needs_one_too",),
    ),
    Mutation(
        "drafts_of_others",
        "The admin's lists, searches and choosers hold other people's drafts.",
        (
            Line(
                "authorship.visibility.without_other_peoples_drafts",
                "if user.is_superuser:",
                "return pages\n    if user.is_superuser:",
            ),
        ),
        (f"{NO_TITLES}[trainer2-False]",),
    ),
    Mutation(
        "named_pages_of_workflow_screens",
        "The screens of the workflow name any page.",
        (Line(f"{DOOR}.process_view", "if not may_be_told_of(", "if False and not may_be_told_of("),),
        (f"{TESTING}::test_the_workflows_screens_name_no_page",),
    ),
    Mutation(
        "named_pages_of_moving",
        "The screens of moving name any page.",
        (Line(f"{DOOR}.process_view", "if not may_be_told_of(", "if False and not may_be_told_of("),),
        (f"{TESTING}::test_the_screens_of_moving_name_no_page",),
    ),
    Mutation(
        "whom_to_tell",
        "Everybody may tell somebody who left, and make them a link.",
        (
            Line(
                "consent.telling._task_of",
                "task = next((task for task in people_to_tell(user) if task.pk == task_id), None)",
                "task = PersonToTell.objects.filter(pk=task_id).first()",
            ),
        ),
        (f"{TELLING}::test_nobody_else_makes_them_a_link", f"{TELLING}::test_it_is_a_record"),
    ),
    Mutation(
        "link_for_a_look",
        "A link for somebody who left is made though there is nothing to look at.",
        (Line("consent.telling.link_for_a_look", "if not task.is_about_a_look:", "if False:"),),
        (f"{TELLING}::test_nobody_else_makes_them_a_link",),
    ),
    Mutation(
        "older_links_close",
        "A fresh link leaves the one before open.",
        (Line("authorship.voices.fresh_link", ".update(closed_at=timezone.now())", ".count()"),),
        (f"{TELLING}::test_the_trainer_makes_a_fresh_link_and_with_it_they_look",),
    ),
    Mutation(
        "edit_rule",
        "Who may change pages in the admin may change other people's works.",
        (Line("authorship.gates.edit_rule", "return False", "return None"),),
        (f"{TESTING}::test_a_work_is_edited_by_those_who_make_it",),
    ),
    Mutation(
        "can_publish",
        "Wagtail's own rights decide who sees and uses Publish.",
        (Line(f"{TESTER}.can_publish", "return False", "return PagePermissionTester.can_publish(self)"),),
        (
            "tests/moderation/test_editor.py::test_no_button_publishes_or_unpublishes",
            f"{TESTING}::test_nobody_publishes",
        ),
        held_by="live_row",
    ),
    Mutation(
        "can_publish_subpage",
        "Wagtail's own rights decide who publishes a page as it is made.",
        (
            Line(
                f"{TESTER}.can_publish_subpage", "return False", "return PagePermissionTester.can_publish_subpage(self)"
            ),
        ),
        (f"{TESTING}::test_nobody_publishes",),
        held_by="live_row",
    ),
    Mutation(
        "can_publish_and_live_row",
        "Wagtail's own rights decide who publishes, and no guard stands behind them.",
        (
            Line(f"{TESTER}.can_publish", "return False", "return PagePermissionTester.can_publish(self)"),
            Line(
                f"{TESTER}.can_publish_subpage", "return False", "return PagePermissionTester.can_publish_subpage(self)"
            ),
            Line("publishing.guards.guard_live_row", "if isinstance(instance, DraftStateMixin) and", "if False and"),
            Trigger("root"),
            NOT_LISTED_AS_GONE,
        ),
        (*road("live, newer draft", "edit_publish", "bulk_publish", "revert_publish"),),
    ),
    Mutation(
        "can_set_view_restrictions",
        "Wagtail's own rights decide who hides a page behind a password.",
        (
            Line(
                f"{TESTER}.can_set_view_restrictions",
                "return False",
                "return PagePermissionTester.can_publish(self) or self.user.is_superuser",
            ),
        ),
        (f"{TESTING}::test_nobody_sets_privacy",),
        held_by="privacy",
    ),
    Mutation(
        "can_unpublish",
        "Wagtail's own road takes pages down, which takes down less than ours.",
        (Line(f"{TESTER}.can_unpublish", "return False", "return PagePermissionTester.can_unpublish(self)"),),
        (f"{TESTING}::test_nobody_unpublishes_by_wagtails_own_road",),
    ),
    Mutation(
        "can_delete",
        "A page that was once public may be deleted in the admin.",
        (Line(f"{TESTER}.can_delete", "and not self._was_released()", ""),),
        (f"{DAILY}::test_nobody_deletes_by_the_admin_what_was_once_public",),
    ),
    Mutation(
        "can_move",
        "Anybody moves pages.",
        (Line(f"{TESTER}.can_move", 'return self.user.is_superuser or "add" in self.permissions', "return True"),),
        (f"{TESTING}::test_who_moves_and_reorders",),
    ),
    Mutation(
        "can_reorder_children",
        "Anybody changes the order of pages.",
        (
            Line(
                f"{TESTER}.can_reorder_children",
                'return self.user.is_active and (self.user.is_superuser or "add" in self.permissions)',
                "return True",
            ),
        ),
        (f"{TESTING}::test_who_moves_and_reorders",),
    ),
    Mutation(
        "studio_works",
        "Whoever is signed in gets into every work of the studio.",
        (
            Line(
                "stories.studio.access.find_my_work",
                "pk=work_id, contributors__in=people.filter(person__user=user)",
                "pk=work_id",
            ),
        ),
        (f"{INVITING}::test_an_invitation_can_be_cancelled_by_those_who_make_the_work",),
    ),
    Mutation(
        "studio_pages",
        "A page's number opens it in the studio, whatever work it belongs to.",
        (Line("stories.studio.access.page_of", "raise Http404", "return Page.objects.get(pk=page_id).specific"),),
        (f"{TESTING}::test_a_page_of_another_work_is_not_there_in_the_studio",),
    ),
    Mutation(
        "studio_drafts",
        "The studio's services change the draft of anybody's story.",
        (Line("stories.studio.drafts.Draft.__init__", "if not makes(user, self.row):", "if False:"),),
        (f"{TESTING}::test_the_studios_services_ask_whose_story_it_is",),
    ),
    Mutation(
        "studio_closed_while_sent_in",
        "A story that was sent in may be changed in the studio.",
        (Line("stories.studio.drafts.why_closed", "if page.workflow_in_progress:", "if False:"),),
        (f"{SHARING}::test_a_work_that_is_being_checked_stays_as_it_is_and_gives_words_back",),
    ),
    Mutation(
        "studio_locks",
        "A lock from the admin does not hold in the studio.",
        (Line("stories.studio.drafts.why_closed", "if lock is not None and lock.for_user(user):", "if False:"),),
        (f"{SHARING}::test_a_lock_in_the_admin_holds_here_too",),
    ),
    Mutation(
        "invitation_code",
        "The link of an invitation lets in, whatever code is typed.",
        (Line("authorship.services.try_code", "if held.has_code(code):", "if True:"),),
        (
            f"{INVITING}::test_the_code_is_closed_after_five_wrong_tries",
            f"{INVITING}::test_nobody_makes_an_account_without_the_code",
        ),
    ),
    Mutation(
        "invitation_ends",
        "An invitation stays open for ever.",
        (Line("authorship.models.Invitation.is_open", "return (", "return True or ("),),
        (
            f"{INVITING}::test_a_closed_invitation_says_so_kindly_and_opens_nothing",
            f"{INVITING}::test_the_code_is_closed_after_five_wrong_tries",
        ),
    ),
    Mutation(
        "invitations_come_from_those_who_make_it",
        "Anybody may invite to a work.",
        (Line("authorship.services.invite", "if not makes(invited_by, work.page) or", "if False or"),),
        (f"{TESTING}::test_only_who_takes_part_invites",),
    ),
    Mutation(
        "comments_of_makers",
        "Anybody may write a comment about a story, settle it, or delete what others wrote.",
        (
            Line("authorship.comments.write_comment", "if not makes(by, page):", "if False:"),
            Line("authorship.comments.settle_comment", "if not makes(by, comment.page):", "if False:"),
            Line("authorship.comments.delete_comment", "if comment.by_id != by.pk:", "if False:"),
        ),
        (
            f"{COMMENTS}::test_nobody_who_does_not_make_it_reads_or_writes_one",
            f"{COMMENTS}::test_everybody_settles_and_only_its_writer_deletes",
        ),
    ),
    Mutation(
        "comments_of_whoever_is_erased",
        "What others wrote about the works of whoever is erased stays, and may quote them.",
        (
            Line(
                "authorship.comments.erase_comments",
                "WorkComment.objects.filter(page__in=subject.touched_pages).delete()",
                "pass",
            ),
        ),
        (f"{COMMENTS}::test_erasing_takes_what_others_wrote_about_their_works_too",),
    ),
    Mutation(
        "who_gives_parts",
        "Anybody who makes a module gives others parts of it to write.",
        (Line("authorship.giving.may_give", 'and has_role(user, "trainer")', ""),),
        (f"{GIVEN}::test_nobody_else_gives",),
    ),
    Mutation(
        "only_parts_given",
        "Whoever makes a module writes any part of it in the studio.",
        (Line("stories.studio.given.save_given", "or (row.pk, place) not in given_to(user, work)", ""),),
        (f"{GIVEN}::test_nothing_else_can_be_written[title]",),
    ),
    Mutation(
        "two_at_one_part",
        "Who saves a part of a module later writes over what somebody else saved meanwhile.",
        (Line("stories.studio.given.save_given", "if loaded is None or loaded.values != now.values:", "if False:"),),
        (f"{GIVEN}::test_two_who_write_the_same_are_shown_both",),
    ),
    Mutation(
        "newcomers_only",
        "Whoever leads a story may take somebody off who has written in it, agreed or said yes.",
        (Line("consent.newcomers.may_take_off", "return is_new and", "return"),),
        (
            f"{TOGETHER}::test_nobody_is_taken_off_who_has_begun[wrote]",
            f"{TOGETHER}::test_nobody_is_taken_off_who_has_begun[agreed]",
        ),
    ),
    Mutation(
        "who_takes_newcomers_off",
        "Anybody who makes a story may take others off it.",
        (Line("consent.newcomers.may_take_off", "and may_add_people(user, work)", ""),),
        (f"{TOGETHER}::test_nobody_but_whoever_leads_takes_anybody_off",),
    ),
    Mutation(
        "links_without_the_code",
        "Whoever has a link may make an account, without its code.",
        (
            Line(
                "stories.studio.views.invitations.join_without_email",
                "invitation is None or invitation.email or _why_closed(invitation)",
                "False",
            ),
        ),
        (f"{INVITING}::test_nobody_makes_an_account_without_email_without_the_code",),
    ),
    Mutation(
        "accounts_by_invitation_only",
        "Anybody may make an account.",
        (Line("accounts.adapter.AccountAdapter.is_open_for_signup", "return bool(", "return True or bool("),),
        (
            "tests/accounts/test_sign_in.py::test_nobody_signs_up_without_an_invitation",
            f"{INVITING}::test_nobody_makes_an_account_without_the_code",
        ),
    ),
    Mutation(
        "shared_phone",
        "On a phone that others use too, a sign-in never ends by itself.",
        (
            Line(
                "accounts.shared_phone.SharedPhoneMiddleware.__call__",
                "if seconds and request.user.is_authenticated:",
                "if False:",
            ),
        ),
        ("tests/accounts/test_shared_phone.py::test_by_whichever_way_somebody_signs_in_it_ends_by_itself",),
    ),
    Mutation(
        "printed_codes_once",
        "A printed code opens an account again and again.",
        (Line("accounts.sheets.open_with", "sheet__stopped_at=None, used_at=None)", "sheet__stopped_at=None)"),),
        (f"{SHEETS}::test_nobody_gets_in_after[use_it]",),
    ),
    Mutation(
        "stopped_sheets",
        "A sheet that was lost goes on opening the account.",
        (Line("accounts.sheets.open_with", "sheet__stopped_at=None, used_at=None)", "used_at=None)"),),
        (f"{SHEETS}::test_nobody_gets_in_after",),
    ),
    Mutation(
        "whom_a_sheet_opens",
        "A sheet opens an account that sees what others have made.",
        (Line("accounts.sheets.opens_by_sheet", "and not sees_others", ""),),
        (
            f"{SHEETS}::test_nobody_gets_in_after",
            f"{SHEETS}::test_nobody_prints_for_somebody_with_an_address_or_a_role",
        ),
    ),
    Mutation(
        "who_prints_sheets",
        "Anybody may print a sheet, and so sign in as somebody else.",
        (Line("accounts.sheets.may_print", "return user.is_active and", "return True or"),),
        (f"{SHEETS}::test_who_prints", f"{SHEETS}::test_no_service_prints_for_others"),
    ),
    Mutation(
        "printers_do_not_approve",
        "Whoever printed somebody's sheet may approve what they could have written in that name.",
        (Line("authorship.gates.writers", "makers | who_printed_for(makers)", "makers"),),
        (f"{SHEETS}::test_whoever_printed_a_sheet_that_was_used_does_not_approve",),
    ),
    Mutation(
        "new_sheets_are_told",
        "Nobody is told that a new sheet was printed for them.",
        (Line("accounts.sheets._print", "is_told=is_told", "is_told=True"),),
        (f"{SHEETS}::test_a_newer_sheet_is_told_and_stands_in_the_log",),
    ),
    Mutation(
        "signed_out",
        "Whoever signs out leaves unsaved words in the browser.",
        (
            Line(
                "accounts.middleware.note_signing_out",
                "request.has_signed_out = True",
                "request.has_signed_out = False",
            ),
        ),
        ("tests/accounts/test_sign_in.py::test_signing_out_by_any_door_leaves_nothing_in_the_browser",),
    ),
    Mutation(
        "unsaved_words_of_others",
        "What somebody has not saved yet is shown to the others who make the story.",
        (
            Line(
                "stories.studio.unsaved.unsaved_words",
                "UnsavedWords.objects.filter(user_id=user.pk, work",
                "UnsavedWords.objects.filter(work",
            ),
        ),
        (f"{UNSAVED}::test_they_are_there_on_any_phone_of_their_writer_and_nowhere_else",),
    ),
    Mutation(
        "unsaved_words_after_erasing",
        "Erasing leaves what somebody had not saved yet.",
        (
            Line(
                "stories.studio.unsaved.erase_unsaved",
                "UnsavedWords.objects.filter(",
                "UnsavedWords.objects.none().filter(",
            ),
        ),
        (f"{UNSAVED}::test_they_go_with_time_with_their_writer_and_with_whoever_is_erased",),
    ),
    Mutation(
        "one_source",
        "A page is translated from two others at once, and falls with neither for sure.",
        (Line("languages.one_source.refuse_a_second_source", "if instance.enabled and", "if False and"),),
        ("tests/languages/test_one_source.py::test_a_second_source_is_refused_and_the_first_goes_on",),
    ),
)
