from tests.e2e import steps
import json
def test_it(live_server, context_for):
    base, story = live_server.url, steps.story_in("pl")
    ola = context_for("phone").new_page()
    steps.enter(ola, base, steps.make_reporter("ola-x", "Ola Nowak"))
    work = steps.start_story(ola, base, story)
    steps.add_words(ola, story.words)
    ola.get_by_role("link", name="Choose how you want to be named").click()
    steps.be_named(ola, "with no name")
    steps.send_in(ola, work)
    m = context_for("desktop", email="moderator@example.org").new_page()
    posts = []
    m.on("request", lambda r: posts.append((r.method, r.url, r.post_data)) if r.method == "POST" else None)
    from stories.models import StoryPage
    from wagtail.models import Revision
    p = StoryPage.objects.order_by("-pk").first()
    def show(t):
        print(t)
        for r in Revision.objects.for_instance(p).order_by("pk"):
            print("  rev", r.pk, r.user, {k: v for k, v in r.content.items() if k in ("title","slug","body","summary","told_as","place","search_description","seo_title","draft_title")})
    show("sent in")
    steps.open_what_waits(m, base, story.title)
    m.wait_for_timeout(3000); show("opened")
    for x in posts: print(x[0], x[1], (x[2] or "")[:3000])
    posts.clear()
    steps.choose_action(m, "Approve these words")
    m.wait_for_timeout(2000); show("approved")
    for x in posts: print(x[0], x[1], (x[2] or "")[:5000])
