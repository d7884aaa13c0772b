/** `mine@2` and `mine` in their parts; a version that is no number names nothing and becomes 0. */
export function parseRef(ref: string): { name: string; version?: number } {
  const [name = '', version] = ref.split('@')
  return version === undefined ? { name } : { name, version: /^[1-9]\d{0,8}$/.test(version) ? Number(version) : 0 }
}
