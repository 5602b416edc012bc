// Keeps what somebody is writing on their own phone until it is saved: a train goes into a tunnel, a browser is killed.
// Only words, only for the account that writes them, and gone from the phone when they are saved or it signs out.
(() => {
  const PREFIX = "words:";
  const LONGEST = 60 * 24 * 60 * 60 * 1000;
  const TEXT = "textarea, input[type=text], input[type=url], input[name=base]";

  // Where others use the phone too, what is not saved goes with the tab.
  const isShared = () => Boolean(document.body.dataset.sharedPhone);
  const store = () => (isShared() ? sessionStorage : localStorage);
  const ours = () => Object.keys(store()).filter((key) => key.startsWith(PREFIX));
  const read = (key) => {
    try {
      return JSON.parse(store().getItem(key));
    } catch {
      return null;
    }
  };

  // The address says so only after the server has saved what this tab has sent.
  const forgetWhatWasSaved = () => {
    const here = new URL(location.href);
    if (!here.searchParams.has("saved")) return;
    store().removeItem(sessionStorage.getItem("sent"));
    sessionStorage.removeItem("sent");
    here.searchParams.delete("saved");
    history.replaceState(history.state, "", here);
  };

  const moveWhatWasKept = () => {
    for (const key of Object.keys(localStorage).filter((one) => isShared() && one.startsWith(PREFIX))) {
      sessionStorage.setItem(key, localStorage.getItem(key));
      localStorage.removeItem(key);
    }
  };

  const forgetOldOnes = () => {
    for (const key of ours()) {
      if (!(Date.now() - read(key)?.at < LONGEST)) store().removeItem(key);
    }
  };

  const clearOnSignOut = (form) => {
    form.addEventListener("submit", (event) => {
      if (ours().length && !confirm(form.dataset.signOut)) event.preventDefault();
      else ours().forEach((key) => store().removeItem(key));
    });
  };

  const keepWordsOf = (form) => {
    const key = `${PREFIX}${form.dataset.wordsOf}:${location.pathname}`;
    const note = form.querySelector("[data-only-here]");
    const fields = [...form.querySelectorAll(TEXT)];
    const isWritten = (field) => field.type !== "hidden" && field.value !== field.defaultValue;

    const say = (what) => {
      note.hidden = !what;
      for (const line of note.querySelectorAll("[data-when]")) line.hidden = line.dataset.when !== what;
    };
    const keep = () => {
      if (!fields.some(isWritten)) {
        store().removeItem(key);
        say("");
        return;
      }
      const words = Object.fromEntries(fields.map((field) => [field.name, field.value]));
      store().setItem(key, JSON.stringify({ words, at: Date.now() }));
      say("kept");
    };
    const putBack = () => {
      const kept = read(key)?.words;
      const missing = fields.filter((field) => field.type !== "hidden" && (kept?.[field.name] ?? field.value) !== field.value);
      if (!missing.length) return;
      for (const field of fields) field.value = kept[field.name] ?? field.value;
      say("back");
    };

    form.addEventListener("input", keep);
    form.addEventListener("submit", (event) => {
      if (navigator.onLine) {
        sessionStorage.setItem("sent", key);
        return;
      }
      event.preventDefault();
      if (fields.some(isWritten)) keep();
      say("offline");
    });
    note.querySelector("[data-clear]").addEventListener("click", () => {
      store().removeItem(key);
      for (const field of fields) field.value = field.defaultValue;
      say("");
      fields.find((field) => field.type !== "hidden")?.focus();
    });
    putBack();
  };

  document.addEventListener("DOMContentLoaded", () => {
    try {
      moveWhatWasKept();
      forgetWhatWasSaved();
      forgetOldOnes();
    } catch {
      // Somebody has forbidden this site to keep anything: then the form works as it does without scripts.
      return;
    }
    document.querySelectorAll("form[data-sign-out]").forEach(clearOnSignOut);
    document.querySelectorAll("form[data-words-of]").forEach(keepWordsOf);
  });
})();
