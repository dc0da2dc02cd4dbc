// Axes: labels stay horizontal, and long rows of years keep the first, the last and the decades.

const MOST_LABELS = 8;
const LONGEST_LINE = 9;

export function categoryTicks(spec, tokens) {
  const years = spec.labels.length > MOST_LABELS && spec.labels.every((label) => /^\d{4}/.test(label));
  return {
    color: tokens.ink2,
    font: { family: tokens.font, size: tokens.small },
    maxRotation: 0,
    autoSkip: spec.kind !== "bars" && !years,
    padding: 6,
    callback: (value, index) => (years && !staysAmongYears(spec.labels, index) ? "" : inLines(spec.labels[index])),
  };
}

// A decade too near to an end would run into its label.
function staysAmongYears(labels, index) {
  const last = labels.length - 1;
  if (index === 0 || index === last) return true;
  return /^\d{3}0/.test(labels[index]) && index > 2 && last - index > 2;
}

// Names without spaces are cut into lines of equal length; others break between words.
function inLines(label) {
  if (label.length <= LONGEST_LINE * 2 && label.includes(" ")) return label.split(" ");
  if (label.length <= LONGEST_LINE) return label;
  if (label.includes(" ")) return label.match(/.{1,18}(\s|$)/g) ?? label;
  const lines = Math.ceil(label.length / LONGEST_LINE);
  const size = Math.ceil(label.length / lines);
  return Array.from({ length: lines }, (_, line) => label.slice(line * size, (line + 1) * size));
}

export function valueAxis(tokens, { stacked, beginAtZero, display }) {
  return {
    stacked,
    beginAtZero,
    display,
    border: { display: false },
    grid: { color: tokens.hair, drawTicks: false },
    ticks: { color: tokens.ink2, font: { family: tokens.font, size: tokens.small }, maxTicksLimit: 5, padding: 8 },
  };
}
