// Writes on the drawing: values, marks, totals, and the box that stands for a value nobody has.

import { isDerived, isPending } from "./fills.js";
import { isDirect, isLine, isRows, isStack } from "./kinds.js";
import { Pen } from "./pen.js";

const LEAST_SEGMENT = 18;

// The plugin of one chart: given to Chart.js as options, the specification would be taken for settings.
export function labels(spec, tokens, words) {
  return {
    id: "labels",
    afterDatasetsDraw(chart) {
      const pen = new Pen(chart.ctx, tokens);
      missingBoxes(chart, spec, tokens, pen);
      if (isStack(spec)) {
        const single = spec.series.length === 1;
        if (!single) segmentValues(chart, spec, tokens, pen);
        totals(chart, spec, single ? spec.series[0].texts : spec.totals, tokens, pen);
      } else {
        values(chart, spec, tokens, words, pen);
      }
    },
  };
}

function eachValue(chart, spec, act) {
  spec.series.forEach((series, place) => {
    const meta = chart.getDatasetMeta(place);
    series.values.forEach((value, index) => {
      if (value !== null) act(meta.data[index], series, index, Number(value));
    });
  });
}

function segmentValues(chart, spec, tokens, pen) {
  eachValue(chart, spec, (element, series, index, value) => {
    const text = series.texts[index];
    const { x, y, base } = element.getProps(["x", "y", "base"], true);
    const length = Math.abs(isRows(spec) ? x - base : y - base);
    const needed = isRows(spec) ? pen.width(text) + 8 : LEAST_SEGMENT;
    if (value === 0 || length < needed) return;
    const mark = series.marks?.[index];
    const bare = isPending(mark) || isDerived(mark);
    const place = isRows(spec) ? [(x + base) / 2, y] : [x, (y + base) / 2];
    pen.write(text, ...place, { colour: bare ? tokens.ink : tokens.on[series.colour], halo: bare });
  });
}

function totals(chart, spec, texts, tokens, pen) {
  spec.labels.forEach((label, index) => {
    const text = texts?.[index];
    if (!text || spec.missing?.[index]) return;
    const ends = spec.series.map((series, place) => chart.getDatasetMeta(place).data[index]).filter((end) => end && !end.skip);
    if (!ends.length) return;
    if (isRows(spec)) {
      const x = Math.max(...ends.map((end) => end.x).filter(Number.isFinite));
      pen.write(text, x + tokens.rem / 2, ends[0].y, { bold: true, align: "left" });
    } else {
      const y = Math.min(...ends.map((end) => end.y).filter(Number.isFinite));
      pen.write(text, ends[0].x, y - tokens.rem * 0.75, { bold: true });
    }
  });
}

// Above each column or point while they are few; else only at both ends of a line, and where a column is wide enough.
function values(chart, spec, tokens, words, pen) {
  const slot = chart.chartArea.width / spec.labels.length;
  eachValue(chart, spec, (element, series, index, value) => {
    const text = series.texts[index];
    const known = series.values.flatMap((other, place) => (other === null ? [] : [place]));
    const end = index === known[0] || index === known[known.length - 1];
    if (series.colour === "peer") return;
    if (isLine(spec) && !isDirect(spec) && !end) return;
    if (!isLine(spec) && !end && pen.width(text, true) > slot) return;
    const word = words[series.marks?.[index]];
    const above = Math.min(element.y, element.base ?? element.y) - tokens.rem * (isLine(spec) ? 1 : 0.7);
    pen.write(text, element.x, word ? above - tokens.rem * 1.05 : above, { bold: true });
    if (word) pen.write(word, element.x, above, { size: tokens.small, colour: tokens.ink2 });
  });
}

function missingBoxes(chart, spec, tokens, pen) {
  const { context } = pen;
  const area = chart.chartArea;
  const scale = isRows(spec) ? chart.scales.y : chart.scales.x;
  const slot = (isRows(spec) ? area.height : area.width) / spec.labels.length;
  spec.labels.forEach((label, index) => {
    const reason = spec.missing?.[index];
    if (!reason) return;
    const at = scale.getPixelForValue(index);
    const room = isRows(spec) ? area.width : slot - 4;
    const lines = linesFor(reason, (line) => pen.width(line, false, tokens.small) <= room - 8);
    const wide = Math.max(pen.width(lines[0], false, tokens.small) + 12, slot * 0.5);
    const box = isRows(spec)
      ? { x: area.left + 4, y: at - slot * 0.3, width: wide, height: slot * 0.6 }
      : columnBox(at, Math.min(wide, room), area, tokens, lines.length);
    context.save();
    context.fillStyle = tokens.page;
    context.fillRect(box.x, box.y, box.width, box.height);
    context.setLineDash([4, 3]);
    context.strokeStyle = tokens.control;
    context.strokeRect(box.x, box.y, box.width, box.height);
    context.restore();
    lines.forEach((line, row) => {
      const y = box.y + box.height / 2 + (row - (lines.length - 1) / 2) * tokens.small * 1.3;
      pen.write(line, box.x + box.width / 2, y, { size: tokens.small, colour: tokens.ink2, halo: false });
    });
  });
}

function columnBox(centre, width, area, tokens, lines) {
  const height = tokens.rem * (1.75 + lines);
  return { x: centre - width / 2, y: area.bottom - height, width, height };
}

// In one line, in two, letter by letter, or as a dash, whichever fits first; the table has the words.
function linesFor(reason, fits) {
  const middle = Math.ceil(reason.length / 2);
  const ways = [[reason], reason.includes(" ") ? reason.split(" ") : [reason.slice(0, middle), reason.slice(middle)]];
  if (reason.length <= 4) ways.push([...reason]);
  return ways.find((lines) => lines.every(fits)) ?? ["—"];
}
