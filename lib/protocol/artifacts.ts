/** Where a blob lies below the artifact store's root: `sha256/ab/abcdef…`, the same on studio and agent. */
export function blobPath(root: string, digest: string): string {
  return `${root}/sha256/${digest.slice(0, 2)}/${digest}`
}
