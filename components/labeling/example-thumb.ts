import { projectPath, withWorkspace } from './labeling-queries'

/** The small picture of a project's image, by the image's id. */
export const exampleThumb = (project: string, image: string, slug: string) => withWorkspace(`/api/v1${projectPath(project)}/images/${image}/file?as=thumb`, slug)
