/** Components whose output has the rows of their table, each in its place, whatever the params but those that drop rows. */
const keeping = new Set([
  'transform.compute-column',
  'transform.clean-missing-data',
  'transform.edit-types',
  'transform.clip-outliers',
  'transform.normalize',
  'transform.bin',
  'transform.encode-categories',
  'transform.target-encode',
  'transform.date-parts',
  'transform.clean-text',
  'transform.window',
  'transform.rename-columns',
  'transform.select-columns',
  'transform.geo-distance',
  'transform.apply-transformation',
])

/** Whether rows of input and output of a component, written `id@version`, are the same ones where they are equally many. */
export function keepsRows(ref: string): boolean {
  return keeping.has(ref.split('@')[0]!)
}
