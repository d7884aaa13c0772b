import type { Environment } from '../python'

/** Where the environment lies inside its image. */
export const imagePython = '/opt/atelier/env/bin/python'

/** What the base image is where no Dockerfile names one. */
export function baseImage(python: string, given = process.env.ATELIER_CONTAINER_BASE): string {
  const exact = /^==\s*(3\.\d+)/.exec(python)?.[1]
  return given || `docker.io/library/python:${exact ?? '3.12'}-slim`
}

/**
 * The whole Dockerfile of an environment: what its maker wrote, or a base; then the system packages; then the lock. The
 * installer, its settings and its cache are lent for the one command and stay out of the image.
 */
export function dockerfileOf({ image, python }: Environment, base = baseImage(python)): string {
  const own = image?.dockerfile.trim()
  const packages = image?.systemPackages ?? []
  const lines = [own || `FROM ${base}`]
  if (own) lines.push('USER root')
  if (packages.length > 0) lines.push(`RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ${packages.join(' ')} && rm -rf /var/lib/apt/lists/*`)
  lines.push(
    'COPY requirements.lock /opt/atelier/requirements.lock',
    `RUN --mount=type=bind,source=installer,target=/opt/atelier-installer . /opt/atelier-installer/settings.sh && /opt/atelier-installer/uv venv --quiet --no-project --python '${python}' /opt/atelier/env && /opt/atelier-installer/uv pip sync --python ${imagePython} --require-hashes --no-build --link-mode copy /opt/atelier/requirements.lock`,
  )
  return `${lines.join('\n')}\n`
}

/** Shell lines that set what the installer needs to know. */
export function settingsOf(env: NodeJS.ProcessEnv, certificates: boolean): string {
  const wanted = Object.entries(env).filter(([name, value]) => value !== undefined && (/^UV_(?!CACHE_DIR|PYTHON$)/.test(name) || /^(?:https?|no|all)_proxy$/i.test(name)))
  const set = wanted.map(([name, value]) => `export ${name}=${quote(value!)}`)
  if (certificates) set.push('export SSL_CERT_FILE=/opt/atelier-installer/certificates.pem')
  set.push('export UV_CACHE_DIR=/opt/atelier-cache')
  return `${set.join('\n')}\n`
}

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
