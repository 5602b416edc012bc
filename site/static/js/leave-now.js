// "Leave this page now": the next page takes this one's place, so that Back does not lead here again.
(() => {
  const WITHIN = 5000;

  document.addEventListener("DOMContentLoaded", () => {
    const link = document.querySelector("[data-leave-now]");
    if (!link) return;
    const leave = () => {
      document.body.hidden = true;
      location.replace(link.href);
    };
    link.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
    link.querySelector("[data-leave-keys]").hidden = false;
    let presses = [];
    document.addEventListener("keydown", (event) => {
      if (event.repeat) return;
      presses = event.key === "Shift" ? [...presses.filter((at) => event.timeStamp - at < WITHIN), event.timeStamp] : [];
      if (presses.length === 3) leave();
    });
  });
})();
