/** ColorBrewer palettes by name, with the largest number of classes each has. KomMonitor's map fails on others. */
export const PALETTES: Readonly<Record<string, number>> = {
  ...all(9, 'Blues Greens Greys Oranges Purples Reds BuGn BuPu GnBu OrRd PuBu PuBuGn PuRd RdPu YlGn YlGnBu'),
  ...all(9, 'YlOrBr YlOrRd Pastel1 Set1'),
  ...all(11, 'BrBG PiYG PRGn PuOr RdBu RdGy RdYlBu RdYlGn Spectral'),
  ...all(8, 'Accent Dark2 Pastel2 Set2'),
  ...all(12, 'Paired Set3'),
};

function all(classes: number, names: string): Record<string, number> {
  return Object.fromEntries(names.split(' ').map((name) => [name, classes]));
}
