const NUMBERS = new Intl.NumberFormat('en');
const UNITS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
];

/** @param {number} number @returns {string} `12,345` */
export const count = (number) => NUMBERS.format(number);

/** @param {number} number @param {string} one @param {string} [many] @returns {string} `1 room`, `2 rooms` */
export function counted(number, one, many = `${one}s`) {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** @param {number|undefined} share 0 to 1 @returns {string} */
export const percent = (share) => (share === undefined ? '–' : `${Math.round(share * 100)} %`);

/**
 * @param {number} millis
 * @returns {string} the two largest units: `3 d 4 h`, `12 min`, `850 ms`
 */
export function span(millis) {
  const at = UNITS.findIndex(([size]) => millis >= size);
  if (at < 0) return `${Math.max(0, Math.round(millis))} ms`;
  const [size, unit] = UNITS[at];
  const whole = `${Math.floor(millis / size)} ${unit}`;
  if (at === UNITS.length - 1) return whole;
  const [nextSize, nextUnit] = UNITS[at + 1];
  const rest = Math.floor((millis % size) / nextSize);
  return rest === 0 ? whole : `${whole} ${rest} ${nextUnit}`;
}

/** @param {number} bytes @returns {string} `64 KiB` */
export function bytes(number) {
  for (const [size, unit] of [
    [1_048_576, 'MiB'],
    [1024, 'KiB'],
  ]) {
    if (number >= size) return `${NUMBERS.format(Math.round((number / size) * 10) / 10)} ${unit}`;
  }
  return `${count(number)} B`;
}

/** @param {{count: number, periodMs: number}} rate @returns {string} `60 in 1 min` */
export const rate = (it) => `${count(it.count)} in ${span(it.periodMs)}`;

/** @param {number|string} when @returns {string} the time of day, here */
export function timeOfDay(when) {
  const two = (part) => String(part).padStart(2, '0');
  const date = new Date(when);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
}

/** @param {number|string} when @returns {string} day and time, here */
export function moment(when) {
  const date = new Date(when);
  const two = (part) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${timeOfDay(when)}`;
}
