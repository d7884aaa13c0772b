import type { Engine } from '@/db/schema/clusters'
import { processesProvider } from './processes'
import { rayProvider } from './ray'
import { sshProvider } from './ssh'
import type { Cluster, Provider } from './types'

export type Join = (token: string, name: string) => Promise<{ token: string }>

/** One line for each engine: `launch`, `list` and `terminate` are all that it has to know. */
const engines: Record<Engine, (cluster: Cluster, join: Join) => Provider> = { processes: processesProvider, ssh: sshProvider, ray: rayProvider }

export function providerOf(engine: Engine, cluster: Cluster, join: Join): Provider {
  return engines[engine](cluster, join)
}
