import { copyFile, link, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { realpathSync } from 'node:fs'
import path from 'node:path'
import { environmentDir } from '../python/build'
import { installerEnv } from '../python/child-env'
import { EnvironmentError } from '../python/environment-error'
import { execute } from '../python/execute'
import { platform, writeMark } from '../python/mark'
import { rangeWords } from '../python/range'
import type { Environment, OnProgress } from '../python/types'
import { dockerfileOf, settingsOf } from './dockerfile'
import { explainImage, ImageProgress } from './image-output'

export type ContainerProgram = 'podman' | 'docker'

/** An image is named by what it is made from. */
export function imageTag({ name, lockHash }: Environment): string {
  return `localhost/atelier-${name}:${lockHash.slice(0, 24)}`
}

/** Makes the image of an environment on this host. The caller holds the build lock. @throws EnvironmentError */
export async function buildImage(program: ContainerProgram, home: string, environment: Environment, uv: string, onProgress: OnProgress): Promise<void> {
  const tag = imageTag(environment)
  await mkdir(path.join(home, 'work'), { recursive: true })
  const context = await mkdtemp(path.join(home, 'work', 'image-'))
  const progress = new ImageProgress()
  try {
    await fillContext(context, home, environment, uv)
    const cache = path.join(home, 'cache', 'uv')
    await mkdir(cache, { recursive: true })
    const lent = program === 'podman' ? ['--isolation', 'chroot', '--volume', `${cache}:/opt/atelier-cache`] : []
    const args = ['build', ...lent, '--network', 'host', '--label', 'atelier=environment', '--file', path.join(context, 'Dockerfile'), '--tag', tag, context]
    const built = await execute(program, args, { env: { ...process.env, DOCKER_BUILDKIT: '1' }, cwd: context, onLine: (line) => onProgress(progress.read(line)) })
    if (built.code !== 0) {
      const { message, blame } = explainImage(`${built.stdout}\n${built.stderr || built.error?.message || ''}`, rangeWords(environment.python))
      throw new EnvironmentError(`The image of ${environment.name} could not be built. ${message}`, { blame })
    }
    const folder = environmentDir(home, environment)
    await mkdir(folder, { recursive: true })
    await writeMark(folder, { lockHash: environment.lockHash, python: '', version: '', platform, environment, image: tag, sizeMb: await imageMb(program, tag) })
  } finally {
    await rm(context, { recursive: true, force: true })
  }
}

async function fillContext(context: string, home: string, environment: Environment, uv: string): Promise<void> {
  const installer = path.join(context, 'installer')
  await mkdir(installer)
  await writeFile(path.join(context, 'Dockerfile'), dockerfileOf(environment))
  await writeFile(path.join(context, 'requirements.lock'), environment.lock)
  const program = await whereIs(uv)
  await link(program, path.join(installer, 'uv')).catch(() => copyFile(program, path.join(installer, 'uv')))
  const env = installerEnv(home)
  const certificates = env.SSL_CERT_FILE
  if (certificates) await copyFile(certificates, path.join(installer, 'certificates.pem'))
  await writeFile(path.join(installer, 'settings.sh'), settingsOf(env, certificates !== undefined))
}

async function whereIs(uv: string): Promise<string> {
  if (uv.includes('/')) return realpathSync(uv)
  const { stdout } = await execute('/bin/sh', ['-c', `command -v ${uv}`])
  return realpathSync(stdout.trim())
}

async function imageMb(program: ContainerProgram, tag: string): Promise<number> {
  const { stdout } = await execute(program, ['image', 'inspect', '--format', '{{.Size}}', tag])
  return Math.ceil((Number(stdout.trim()) || 0) / 1e6)
}
