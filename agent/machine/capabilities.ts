import os from 'node:os'
import type { AgentCapabilities } from '@/lib/protocol/messages'
import type { AgentConfig } from '../config'
import { visibleGpus, type AgentRoom } from '../engines/room'
import { findContainerProgram } from '../container/detect'
import { readDisk } from './disk'
import { ffmpegTag } from '@/lib/catalog/label/import-video'
import { hasFfmpeg } from './ffmpeg'
import { readGpus } from './gpus'
import { findPythons } from './pythons'

const version = '0.1.0'

/** What this machine has and what its owner allows, as the studio is told when the agent starts. */
export async function readCapabilities(config: AgentConfig, { cpus, memoryMb }: AgentRoom): Promise<AgentCapabilities> {
  const [gpus, { diskFreeMb }, pythons, containers, ffmpeg] = await Promise.all([readGpus(), readDisk(config.home), findPythons(), findContainerProgram(config.containers), hasFfmpeg()])
  return {
    cpus,
    memoryMb,
    platform: `${os.platform()} ${os.arch()}`,
    agentVersion: version,
    // Which of them suits is found out while the agent runs.
    python: null,
    pythonProblem: null,
    tags: ffmpeg && !config.tags.includes(ffmpegTag) ? [...config.tags, ffmpegTag] : config.tags,
    resources: config.resources,
    slots: config.slots,
    commands: config.commands,
    gpus: visibleGpus(gpus, process.env).map(({ uuid, name, memoryMb }) => ({ uuid, name, memoryMb })),
    diskFreeMb,
    pythons,
    containers,
    bundle: config.bundle,
    stays: config.stays,
  }
}
