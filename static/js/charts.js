// Draws every chart of a page from the data beside it. What is drawn stands in the page as a table, too.

import { ChartFigure } from "./charts/figure.js";

const figures = [...document.querySelectorAll("figure[data-chart]")].map((element) => new ChartFigure(element));

function redraw(ratio) {
  for (const figure of figures) figure.draw(ratio);
}

// Paper is always light. The link to the dark colours holds for screens only, but a page that is about to be
// printed still has a screen's colours: so the link is set aside first.
const dark = document.querySelector("link[data-dark]");
const PAPER_RATIO = 3;

function toPaper() {
  if (dark) dark.disabled = true;
  redraw(PAPER_RATIO);
}

function toScreen() {
  if (dark) dark.disabled = false;
  redraw();
}

redraw();
window.addEventListener("beforeprint", toPaper);
window.addEventListener("afterprint", toScreen);
// Here, and only here, the layout already has the width of the paper.
matchMedia("print").addEventListener("change", (query) => (query.matches ? toPaper() : toScreen()));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => redraw());

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
