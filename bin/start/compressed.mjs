// The built scripts and styles in Brotli at its highest quality, made once at build time: a sixth less to load than gzip on the fly.
import { createReadStream, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

const prefix = '/_next/static/'
const types = { '.js': 'application/javascript; charset=UTF-8', '.css': 'text/css; charset=UTF-8' }
const worthBytes = 1024

/** Writes `<file>.br` beside each script and style below `.next/static`. */
export async function compressStatic(root) {
  const compress = promisify(brotliCompress)
  for (const file of compressible(path.join(root, '.next', 'static'))) {
    const bytes = readFileSync(file)
    if (bytes.length < worthBytes) continue
    writeFileSync(`${file}.br`, await compress(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }))
  }
}

function compressible(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && types[path.extname(entry.name)])
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
}

/**
 * Answers a request for a built script or style from its compressed copy.
 * @returns {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => boolean} false where Next.js should answer
 */
export function serveCompressed(root) {
  const base = path.join(root, '.next', 'static')
  const known = new Map()
  for (const file of compressible(base)) {
    const size = statSync(`${file}.br`, { throwIfNoEntry: false })?.size
    if (size) known.set(prefix + path.relative(base, file).split(path.sep).join('/'), { file: `${file}.br`, size, type: types[path.extname(file)] })
  }
  return (request, response) => {
    if (!request.url?.startsWith(prefix) || (request.method !== 'GET' && request.method !== 'HEAD')) return false
    const found = known.get(decodeURI(request.url.split('?', 1)[0]))
    if (!found || !/\bbr\b/.test(request.headers['accept-encoding'] ?? '')) return false
    // The names carry a hash of the content, so a copy never goes stale.
    const headers = { 'content-type': found.type, 'content-encoding': 'br', 'content-length': found.size, 'cache-control': 'public, max-age=31536000, immutable', vary: 'Accept-Encoding' }
    response.writeHead(200, headers)
    if (request.method === 'HEAD') response.end()
    else createReadStream(found.file).on('error', () => response.destroy()).pipe(response)
    return true
  }
}
