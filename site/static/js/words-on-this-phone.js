// Keeps what somebody is writing until it is saved: on their own phone at once, since a train goes into a tunnel and a
// browser is killed, and with us a moment later, since a phone is lost.
// Only words, only for the account that writes them, and gone from the phone when they are saved or it signs out.
(() => {
  const PREFIX = "words:";
  // Milliseconds from a change until it is sent to us: often enough, and a phone on a bus can still sleep.
  const SEND_AFTER = 4000;
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
    const withUsSince = Number(form.dataset.unsavedAt) * 1000;
    const isWritten = (field) => field.type !== "hidden" && field.value !== field.defaultValue;
    const words = () => Object.fromEntries(fields.map((field) => [field.name, field.value]));
    let said = withUsSince ? "waiting" : "";
    let sending = 0;
    let isOver = false;

    const say = (what) => {
      said = what;
      note.hidden = !what;
      for (const line of note.querySelectorAll("[data-when]")) line.hidden = line.dataset.when !== what;
    };
    // Names this opened form, so that what arrives after it was saved is not kept any more.
    const name = document.createElement("input");
    Object.assign(name, { type: "hidden", name: "form", value: Math.random().toString(36).slice(2).padEnd(8, "0") });
    form.append(name);

    const sendToUs = async () => {
      sending = 0;
      if (isOver || !navigator.onLine) return;
      const body = new URLSearchParams({ ...words(), form: name.value });
      body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      try {
        const answer = await fetch(form.dataset.unsaved, { method: "POST", body, headers: { Accept: "application/json" } });
        if (!isOver) say(answer.status === 204 ? "safe" : "kept");
      } catch {
        if (!isOver) say("kept");
      }
    };
    const keep = () => {
      if (!fields.some(isWritten)) {
        store().removeItem(key);
        say(withUsSince ? "waiting" : "");
        return;
      }
      store().setItem(key, JSON.stringify({ words: words(), at: Date.now() }));
      if (said !== "safe") say("kept");
      sending ||= setTimeout(sendToUs, SEND_AFTER);
    };
    const putBack = () => {
      const kept = read(key);
      if (kept && withUsSince > kept.at) return;
      const missing = fields.filter((field) => field.type !== "hidden" && (kept?.words[field.name] ?? field.value) !== field.value);
      if (!missing.length) return;
      for (const field of fields) field.value = kept.words[field.name] ?? field.value;
      say("back");
    };

    form.addEventListener("input", keep);
    form.addEventListener("submit", (event) => {
      const isCleared = event.submitter?.name === "clear";
      if (isCleared) store().removeItem(key);
      if (navigator.onLine) {
        isOver = true;
        clearTimeout(sending);
        if (!isCleared) sessionStorage.setItem("sent", key);
        return;
      }
      event.preventDefault();
      if (isCleared) {
        for (const field of fields) field.value = field.defaultValue;
        say("");
        return;
      }
      if (fields.some(isWritten)) keep();
      say("offline");
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
