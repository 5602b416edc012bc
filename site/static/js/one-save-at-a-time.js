// While the editor saves by itself, a save by hand waits for the answer: two at once would make a page twice,
// or look as if somebody else had written in it.
(() => {
  let savingByItself = false;
  let handedIn = false;
  let waiting = null;

  const goOn = () => {
    savingByItself = false;
    const handIn = waiting;
    waiting = null;
    handIn?.();
  };

  const handInBy = (form, button) => () => {
    if (button?.name) {
      // The button is greyed out by now, and a greyed out button is not sent.
      const pressed = Object.assign(document.createElement("input"), { type: "hidden", value: button.value });
      pressed.name = button.name;
      form.append(pressed);
    }
    form.requestSubmit();
  };

  document.addEventListener("w-autosave:save", (event) => {
    if (handedIn || waiting) event.preventDefault();
    else savingByItself = true;
  });
  document.addEventListener("w-autosave:success", (event) => {
    // The words on the screen are those of this version now.
    const { elements } = event.target;
    const { revision_id: number, revision_created_at: at } = event.detail.data;
    if (elements.loaded_revision_id) {
      elements.loaded_revision_id.value = number;
      elements.loaded_revision_created_at.value = at;
    }
    goOn();
  });
  document.addEventListener("w-autosave:error", goOn);

  document.addEventListener(
    "submit",
    (event) => {
      if (!event.target.matches("form[data-edit-form]")) return;
      if (!savingByItself) {
        handedIn = true;
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting = handInBy(event.target, event.submitter);
    },
    true,
  );
  // The window that asks a moderator for more hands the form in by a call, of which no event tells.
  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("form[data-edit-form]");
    if (!form) return;
    form.submit = () => {
      const handIn = () => {
        handedIn = true;
        HTMLFormElement.prototype.submit.call(form);
      };
      if (savingByItself) waiting = handIn;
      else handIn();
    };
  });
  // Back from the next page: the editor may save by itself again.
  window.addEventListener("pageshow", () => {
    handedIn = false;
  });
})();
