/** The age limit of § 7a SGB II, month by month. Written from the law for the demo, not taken from the program. */

/** Months after the 65th birthday, by year of birth. */
function monthsBeyond65(year: number): number {
  if (year <= 1946) return 0;
  if (year <= 1958) return year - 1946;
  return year <= 1963 ? 12 + 2 * (year - 1958) : 24;
}

/** Both JJJJMMTT. The limit is reached when the month in which the age is completed has ended. */
export function isPastAgeLimit(birth: number, day: number): boolean {
  const year = Math.floor(birth / 10_000);
  const completed = 780 + monthsBeyond65(year) - (birth % 100 === 1 ? 1 : 0);
  return monthsOf(day) - monthsOf(birth) > completed;
}

function monthsOf(day: number): number {
  return Math.floor(day / 10_000) * 12 + Math.floor((day % 10_000) / 100);
}
