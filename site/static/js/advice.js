// Advice below the fields of training follows what somebody writes: asked for again each time the editor has saved.
// Who else is at the same module is asked for twice a minute, too.
(() => {
  const panels = () => [...document.querySelectorAll("[data-advice]")];

  const show = (advice) => {
    for (const panel of panels()) {
      const list = panel.querySelector("ul");
      const sentences = advice[panel.dataset.advice] || [];
      const shown = [...list.children].map((item) => item.textContent);
      // What is the same is not said again to whoever listens.
      if (shown.join("\n") === sentences.join("\n")) continue;
      list.replaceChildren(
        ...sentences.map((sentence) => {
          const item = document.createElement("li");
          item.dir = "auto";
          item.textContent = sentence;
          return item;
        }),
      );
      list.hidden = !sentences.length;
    }
  };

  const ask = async () => {
    const [first] = panels();
    if (!first) return;
    try {
      const answer = await fetch(first.dataset.adviceAt, { headers: { Accept: "application/json" } });
      if (answer.ok) show(await answer.json());
    } catch {
      // Away from the network the words are still there; the advice comes with the next save.
    }
  };

  document.addEventListener("w-autosave:success", ask);
  setInterval(() => {
    if (!document.hidden && document.querySelector('[data-advice="here"]')) ask();
  }, 30000);
})();
