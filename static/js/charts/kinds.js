// The kinds of chart there are.

const FEW = 8;

export const isRows = (spec) => spec.kind === "bars";
export const isLine = (spec) => spec.kind === "line";
export const isStack = (spec) => spec.kind === "stack" || isRows(spec);

// A single series with few values carries them itself: no axis, no grid.
export const isDirect = (spec) => isRows(spec) || (spec.series.length === 1 && spec.labels.length <= FEW);
