// From a chart's specification to what Chart.js draws.
//
// A specification holds: kind (columns, stack, line or bars: stacked rows), labels, unit,
// series [{name, colour, values, texts, marks}], totals (texts, or null) and missing (why a label has no value).

import { borderFor, fillFor, isDerived, isPending } from "./fills.js";
import { isDirect, isLine, isRows, isStack } from "./kinds.js";
import { labels } from "./labels.js";
import { categoryTicks, valueAxis } from "./scales.js";
import { valueWords } from "./words.js";

const POINTS = ["circle", "rect", "triangle", "rectRot"];

export function chartConfig(spec, tokens, words, ratio) {
  return {
    type: isLine(spec) ? "line" : "bar",
    data: {
      labels: spec.labels,
      datasets: spec.series.map((series, place) => (isLine(spec) ? line : bars)(spec, series, tokens, place)),
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      devicePixelRatio: ratio,
      indexAxis: isRows(spec) ? "y" : "x",
      events: ["mousemove", "mouseout", "touchstart", "touchmove"],
      interaction: { mode: "index", intersect: false, axis: isRows(spec) ? "y" : "x" },
      layout: { padding: padding(spec, tokens) },
      scales: scales(spec, tokens),
      plugins: { tooltip: tooltip(spec, tokens, words) },
    },
    plugins: [labels(spec, tokens, words)],
  };
}

const numbers = (values) => values.map((value) => (value === null ? null : Number(value)));

function bars(spec, series, tokens) {
  const marks = series.marks ?? [];
  const each = (choose) => series.values.map((value, index) => choose(series.colour, marks[index], tokens));
  const fills = each(fillFor);
  const borders = each(borderFor);
  return {
    label: series.name,
    data: numbers(series.values),
    // The colours are the legend's: they do not change under the pointer.
    backgroundColor: fills,
    hoverBackgroundColor: fills,
    borderColor: borders,
    hoverBorderColor: borders,
    borderWidth: series.values.map((value, index) => (isDerived(marks[index]) ? 2 : 1)),
    borderSkipped: false,
    categoryPercentage: 0.9,
    barPercentage: isRows(spec) ? 0.5 : 0.55,
    maxBarThickness: 4.5 * tokens.rem,
    stack: isStack(spec) ? "whole" : undefined,
  };
}

function line(spec, series, tokens, place) {
  const colour = tokens.fill[series.colour];
  const open = (mark) => isPending(mark) || isDerived(mark);
  return {
    label: series.name,
    data: numbers(series.values),
    spanGaps: false,
    borderColor: colour,
    borderWidth: series.colour === "peer" ? 1.5 : 2.5,
    pointStyle: POINTS[place % POINTS.length],
    pointRadius: series.colour === "peer" ? 0 : 4,
    pointBorderColor: colour,
    pointBackgroundColor: series.values.map((value, index) => (open(series.marks?.[index]) ? tokens.page : colour)),
    segment: { borderDash: (context) => (open(series.marks?.[context.p1DataIndex]) ? [5, 4] : undefined) },
  };
}

function scales(spec, tokens) {
  const category = {
    offset: true,
    border: { color: tokens.control, width: 1 },
    grid: { display: false },
    ticks: categoryTicks(spec, tokens),
    stacked: isStack(spec),
  };
  const value = valueAxis(tokens, { stacked: isStack(spec), beginAtZero: !isLine(spec), display: !isDirect(spec) });
  return isRows(spec) ? { x: value, y: category } : { x: category, y: value };
}

// Room for what stands above or beside the drawing.
function padding(spec, tokens) {
  if (isRows(spec)) return { right: 4 * tokens.rem };
  const marked = spec.series.some((series) => series.marks?.some((mark) => isPending(mark) || isDerived(mark)));
  return { top: (isStack(spec) || !marked ? 1.75 : 3) * tokens.rem, right: isLine(spec) ? 1.5 * tokens.rem : 0 };
}

function tooltip(spec, tokens, words) {
  const font = { family: tokens.font, size: tokens.small };
  return {
    animation: false,
    backgroundColor: tokens.page,
    borderColor: tokens.control,
    borderWidth: 1,
    cornerRadius: 2,
    padding: 10,
    titleColor: tokens.ink,
    bodyColor: tokens.ink,
    titleFont: { ...font, weight: "bold" },
    bodyFont: font,
    displayColors: spec.series.length > 1,
    usePointStyle: isLine(spec),
    callbacks: {
      label: ({ datasetIndex, dataIndex }) => {
        const series = spec.series[datasetIndex];
        const value = valueWords(spec, series, dataIndex, words);
        return spec.series.length > 1 ? `${series.name} ${value}` : value;
      },
    },
  };
}
