// What a place of a chart says, in the words that the page brought along.

// A value as printed, with the mark that keeps it from being final.
export function valueWords(spec, series, index, words) {
  const mark = words[series.marks?.[index]];
  return `${series.texts[index]} ${spec.unit ?? ""}${mark ? ` ${mark}` : ""}`.trim();
}

export function spoken(spec, index, words) {
  const missing = spec.missing?.[index];
  if (missing) return `${spec.labels[index]}: ${missing}`;
  const parts = spec.series
    .filter((series) => series.values[index] !== null)
    .map((series) => `${spec.series.length > 1 ? `${series.name} ` : ""}${valueWords(spec, series, index, words)}`);
  if (spec.totals?.[index]) parts.push(`${words.total} ${spec.totals[index]} ${spec.unit ?? ""}`.trim());
  return `${spec.labels[index]}: ${parts.join(", ")}`;
}
