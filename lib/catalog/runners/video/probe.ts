import { UserError } from '../../user-error'
import { runFfmpeg } from './run-ffmpeg'

/** The time of every frame of the first video track, in seconds from the first. The file is not decoded for it. @throws UserError */
export async function probeVideo(video: string): Promise<number[]> {
  const printed = await runFfmpeg('ffprobe', ['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', video])
  const found = printed
    .split('\n')
    .map((line) => Number.parseFloat(line))
    .filter((time) => !Number.isNaN(time))
    // Packets come in the order in which they are decoded.
    .sort((a, b) => a - b)
  const [start] = found
  if (start === undefined) throw new UserError('There is no picture in this file: it has no video track that can be read.')
  return found.map((time) => time - start)
}
