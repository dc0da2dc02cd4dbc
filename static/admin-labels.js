// Names for controls that the admin's scripts and templates leave without one for screen readers.

function nameSearch() {
  const search = document.getElementById("searchbar");
  search?.setAttribute("aria-label", search.labels[0].querySelector("img").alt);
}

function nameLookUps() {
  for (const container of document.querySelectorAll(".select2-container")) {
    const label = container.previousElementSibling?.labels?.[0];
    const shown = container.querySelector(".select2-selection__rendered");
    if (!label || !shown) continue;
    label.id ||= `${container.previousElementSibling.id}-label`;
    container.querySelector("[role=combobox]").setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
    shown.setAttribute("aria-labelledby", label.id);
  }
}

function nameIcons() {
  for (const icon of document.querySelectorAll(".help-tooltip[aria-label]")) icon.setAttribute("role", "img");
}

// Each comes after the admin's own script that makes what it names.
document.addEventListener("DOMContentLoaded", () => {
  nameSearch();
  window.django?.jQuery?.(nameLookUps);
});
document.addEventListener("formset:added", () => setTimeout(nameLookUps));
window.addEventListener("load", nameIcons);
