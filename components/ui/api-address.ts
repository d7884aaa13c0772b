/** Where the REST API of a workspace answers what has no headers: an `<a download>`, an EventSource, a fetch that a page begins before its scripts. */
export const apiAddress = (workspace: string, path: string): string => `/api/v1${path}${path.includes('?') ? '&' : '?'}workspace=${encodeURIComponent(workspace)}`
