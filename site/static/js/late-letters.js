// What somebody types while the editor is saving, or before it watches for changes, goes with a save of its own. Wagtail
// takes all that stands in the form for saved when an answer comes, and two seconds after the page was opened: nobody
// would be told of those letters, and nothing would save them.
(() => {
  let form = null;
  let isUnderWay = false;
  let isLate = false;
  let isWatched = false;
  let isEarly = false;

  const isNotSaved = () => {
    // It is saved soon, and who leaves before that is asked.
    form.dataset.wUnsavedForceValue = "true";
    form.dataset.wUnsavedHasEditsValue = "true";
  };

  for (const kind of ["input", "change"]) {
    document.addEventListener(
      kind,
      (event) => {
        // Only what a person does: who opens a page and writes nothing is no writer of it.
        if (!isWatched && event.isTrusted && event.target.closest("[data-controller~='w-unsaved']")) isEarly = true;
      },
      true,
    );
  }

  document.addEventListener("w-unsaved:watch-edits", (event) => {
    if (isWatched) return;
    isWatched = true;
    form = event.target;
    if (isEarly) isNotSaved();
  });

  document.addEventListener("w-autosave:save", (event) => {
    form = event.target;
    isUnderWay = true;
    isLate = false;
  });

  for (const kind of ["input", "change", "click"]) {
    document.addEventListener(
      kind,
      (event) => {
        if (isUnderWay && event.isTrusted && form.contains(event.target)) isLate = true;
      },
      true,
    );
  }

  document.addEventListener("w-autosave:success", () => {
    isUnderWay = false;
    // A moment later: Wagtail hears of a change only where it has heard first that all was saved.
    if (isLate) setTimeout(isNotSaved);
  });

  document.addEventListener("w-autosave:error", () => {
    isUnderWay = false;
  });
})();
