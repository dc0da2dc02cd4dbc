// One tick for all rows of a page.

const all = document.getElementById("choose-all");
const rows = [...document.querySelectorAll("input[name=chosen]:not(:disabled)")];

all.addEventListener("change", () => {
  for (const row of rows) row.checked = all.checked;
});
