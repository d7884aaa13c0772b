import os from 'node:os'
import path from 'node:path'
import { warmEnv } from '../python/child-env'
import type { StepJob } from '../python/types'
import type { ContainerProgram } from './build-image'
import { imagePython } from './dockerfile'

export interface ContainerRun {
  program: ContainerProgram
  /** Whether the host has runc, which podman is then told to use. */
  runc: boolean
  image: string
  name: string
  /** Marks the containers of this home and this agent, so that leftovers can be told. */
  labels: Record<string, string>
  pythonRoot: string
  job: Pick<StepJob, 'inputs' | 'outDir'>
  memoryMb: number | null
  /** UUIDs of the GPUs that the step was given. */
  gpus: string[]
}

/** The step runner watches the step's memory and says so in words; the container's own limit stands a little behind it. */
const slackMb = 256
/** Limits that every host grants, whatever its own are. */
const ulimits = ['--ulimit', 'nofile=4096:4096', '--ulimit', 'nproc=4096:4096']

/** The arguments with which one step's container is started. It sees its inputs, its folder and the step runner, and the host's network. */
export function runArgs({ program, runc, image, name, labels, pythonRoot, job, memoryMb, gpus }: ContainerRun): string[] {
  const mounts = [[pythonRoot, 'ro'], [job.outDir, 'rw'], ...Object.values(job.inputs).map((input) => [input.path, 'ro'])] as const
  const unique = new Map(mounts.map(([file, mode]) => [path.resolve(file!), mode]))
  const environment = Object.entries(warmEnv(pythonRoot)).filter(([variable]) => /^(?:PYTHON|OMP_|OPENBLAS_|MKL_|ARROW_|JE_|LANG|LC_|TZ)/.test(variable))
  return [
    'run', '--rm', '--interactive', '--name', name,
    ...Object.entries(labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]),
    ...(program === 'podman' && runc ? ['--runtime', 'runc'] : []),
    '--network', 'host', '--pull', 'never', ...ulimits,
    ...(memoryMb ? ['--memory', `${Math.ceil(memoryMb) + slackMb}m`] : []),
    ...ownership(program),
    ...gpuArgs(program, gpus),
    ...[...unique].flatMap(([file, mode]) => ['--volume', `${file}:${file}:${mode}`]),
    ...environment.flatMap(([variable, value]) => ['--env', `${variable}=${value}`]),
    '--env', 'HOME=/tmp',
    '--workdir', pythonRoot,
    '--entrypoint', imagePython,
    image, '-m', 'atelier_runner.forkserver',
  ]
}

/** What the step writes belongs to whoever runs the agent. */
function ownership(program: ContainerProgram): string[] {
  const { uid, gid } = os.userInfo()
  if (uid === 0) return []
  return program === 'podman' ? ['--userns', 'keep-id'] : ['--user', `${uid}:${gid}`]
}

function gpuArgs(program: ContainerProgram, gpus: string[]): string[] {
  if (gpus.length === 0) return []
  return program === 'podman' ? gpus.flatMap((uuid) => ['--device', `nvidia.com/gpu=${uuid}`]) : ['--gpus', `"device=${gpus.join(',')}"`]
}
