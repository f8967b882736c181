/** Completed years of life. Who was born on 29 February completes a year on 1 March of other years. */

/** Both as JJJJMMTT; negative where the day lies before the birth. */
export function ageOn(birth: number, day: number): number {
  const years = Math.floor(day / 10_000) - Math.floor(birth / 10_000);
  return day % 10_000 < birth % 10_000 ? years - 1 : years;
}
