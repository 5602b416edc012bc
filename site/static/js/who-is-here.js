// Ask now and then who else has this story open, as long as somebody looks at it. Not on a shared phone, where each
// question would put off being signed out.
(() => {
  const EVERY = 20_000;

  const box = document.querySelector("[data-who-is-here]");
  if (!box) return;
  const ask = async () => {
    if (document.visibilityState !== "visible") return;
    try {
      const answer = await fetch(box.dataset.whoIsHere, { redirect: "manual" });
      if (!answer.ok) return;
      const words = await answer.text();
      if (words.trim() !== box.innerHTML.trim()) box.innerHTML = words;
    } catch {
      // No network: whoever was here may be here still.
    }
  };
  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
})();
