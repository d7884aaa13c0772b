/** "Ada's Lab – Münster" → "adas-lab-munster": for the address of a workspace, at most 40 characters. */
export function slugify(name: string): string {
  const plain = name.normalize('NFKD').replace(/[\u0300-\u036f'’]/g, '').toLowerCase()
  const slug = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40).replace(/-+$/, '')
  return slug || 'workspace'
}
