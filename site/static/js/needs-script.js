// Shows what works only with scripts, such as passkeys.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-needs-script]").forEach((part) => part.removeAttribute("hidden"));
});
