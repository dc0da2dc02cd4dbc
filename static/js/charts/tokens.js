// The design's colours, font and sizes as they hold now: they differ by theme, text size and medium.

const COLOURS = ["level-1", "level-2", "level-3", "main", "series-2", "series-3", "peer"];

export function readTokens(element) {
  const style = getComputedStyle(element);
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const token = (name) => style.getPropertyValue(`--${name}`).trim();
  const tokens = {
    rem,
    font: style.fontFamily,
    small: 0.875 * rem,
    text: 0.9375 * rem,
    page: token("page"),
    ink: token("ink"),
    ink2: token("ink-2"),
    control: token("control"),
    hair: token("hair"),
    fill: {},
    on: {},
  };
  for (const colour of COLOURS) {
    tokens.fill[colour] = token(colour);
    tokens.on[colour] = token(`on-${colour}`);
  }
  return tokens;
}
