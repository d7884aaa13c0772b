export interface Cluster {
  port: number
  pid: number
  /** Whether the data folder was created by this start. */
  created: boolean
  url(database?: string): string
  /** Resolves with the exit code or signal when the server ends. */
  exited: Promise<string>
  stop(): Promise<void>
}
export interface ClusterOptions {
  directory: string
  password: string
  port?: number
  settings?: Record<string, string>
  logFile?: string
}
export function startCluster(options: ClusterOptions): Promise<Cluster>
