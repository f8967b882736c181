/** What a layout of a connector is called. */
export function layoutText(layout: string): string {
  if (/delimited|csv|open-data|result-table|order-file|own-areas|zensus-grid/.test(layout))
    return 'Textdatei mit Trennzeichen (CSV)';
  if (layout === 'fixed-width') return 'Textdatei mit festen Spalten';
  if (/geojson|geopackage|gml|shapefile|dbf/.test(layout)) return 'Geodaten';
  if (/xlsx|sheet|workbook|table|report|bericht|gemeindeverzeichnis|kommunal/.test(layout))
    return 'Excel-Arbeitsmappe (.xlsx)';
  return `Aufbau „${layout}“`;
}
