// Copies the address of a page for whoever wants to pass it on. Without this the address can be read and marked.
for (const place of document.querySelectorAll("[data-share-link]")) {
  if (!navigator.clipboard) break;
  place.hidden = false;
  const button = place.querySelector("button");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(place.dataset.shareLink);
    place.querySelector("[role=status]").textContent = button.dataset.copied;
  });
}
