// One figure of the page: its canvas, its table, and what the arrow keys say.

import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LineController,
  LineElement,
  LinearScale,
  PointElement,
  Tooltip,
} from "chart.js";

import { chartConfig } from "./config.js";
import { readTokens } from "./tokens.js";
import { spoken } from "./words.js";

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LineController,
  LineElement,
  LinearScale,
  PointElement,
  Tooltip,
);

const ROW_REM = 3.25;

export class ChartFigure {
  constructor(element) {
    this.element = element;
    this.canvas = element.querySelector("canvas");
    this.frame = element.querySelector(".chart-frame");
    this.status = element.querySelector("[role=status]");
    this.details = element.querySelector("details");
    this.spec = JSON.parse(document.getElementById(element.dataset.chart).textContent);
    this.words = { ...element.dataset };
    this.index = -1;
    this.canvas.tabIndex = 0;
    this.canvas.addEventListener("keydown", (event) => this.step(event));
    this.canvas.addEventListener("blur", () => this.point(-1));
  }

  // Draws anew, in the colours, sizes and width that hold now. The table closes once the first drawing stands.
  draw(ratio) {
    try {
      const tokens = readTokens(this.element);
      if (this.spec.kind === "bars") {
        this.frame.style.height = `${(this.spec.labels.length * ROW_REM + 1) * tokens.rem}px`;
      }
      this.chart?.destroy();
      this.chart = new Chart(this.canvas, chartConfig(this.spec, tokens, this.words, ratio));
      if (!this.drawn) this.details.open = false;
      this.drawn = true;
    } catch (error) {
      this.fail(error);
    }
  }

  fail(error) {
    this.frame.hidden = true;
    this.element.querySelector(".chart-failed").hidden = false;
    this.details.open = true;
    console.error(error);
  }

  step(event) {
    const last = this.spec.labels.length - 1;
    const next = {
      ArrowRight: Math.min(this.index + 1, last),
      ArrowDown: Math.min(this.index + 1, last),
      ArrowLeft: Math.max(this.index - 1, 0),
      ArrowUp: Math.max(this.index - 1, 0),
      Home: 0,
      End: last,
      Escape: -1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.point(next);
  }

  // Shows the values of one place and says them; -1 is none.
  point(index) {
    this.index = index;
    const elements = [];
    this.chart.data.datasets.forEach((dataset, datasetIndex) => {
      if (index >= 0 && dataset.data[index] !== null) elements.push({ datasetIndex, index });
    });
    this.chart.setActiveElements(elements);
    this.chart.tooltip.setActiveElements(elements, { x: 0, y: 0 });
    this.chart.update("none");
    this.status.textContent = index < 0 ? "" : spoken(this.spec, index, this.words);
  }
}
