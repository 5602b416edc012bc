// On a shared phone: leave the screen when nobody has touched it for as long as a sign-in holds there, and let the
// sign-in go on while somebody writes without saving.
(() => {
  const ASK_EVERY = 60_000;

  document.addEventListener("DOMContentLoaded", () => {
    const { sharedPhone, stillHere } = document.body.dataset;
    if (!sharedPhone) return;
    const holds = Number(sharedPhone) * 1000;
    let touched = Date.now();
    let asked = touched;

    for (const kind of ["input", "keydown", "pointerdown", "scroll"]) {
      document.addEventListener(kind, () => (touched = Date.now()), { passive: true, capture: true });
    }
    const look = () => {
      const now = Date.now();
      if (now - touched > holds) location.replace(location.pathname);
      else if (touched > asked && now - asked > Math.min(ASK_EVERY, holds / 4)) {
        asked = now;
        fetch(stillHere, { redirect: "manual" }).catch(() => {});
      }
    };
    setInterval(look, Math.min(5000, holds / 4));
    document.addEventListener("visibilitychange", look);
  });
})();
