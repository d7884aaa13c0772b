import { refusal } from './refusal'

/** What the protocol has and the studio has not, by the beginning of its path. */
const kinds: [RegExp, string][] = [
  [/^mlflow\/(?:traces|assessments|trace)/, 'Traces'],
  [/^mlflow\/prompts?/, 'Prompts'],
  [/^mlflow\/datasets/, 'Evaluation datasets'],
  [/^mlflow\/scorers/, 'Scorers'],
  [/^mlflow\/gateway/, 'Gateway routes'],
  [/^mlflow\/webhooks/, 'Webhooks'],
  [/^mlflow\/(?:labeling|label-schemas|review)/, 'Labeling sessions over this protocol'],
  [/^mlflow\/artifacts\/presigned/, 'Presigned addresses'],
  [/^mlflow-artifacts\/presigned/, 'Presigned addresses'],
]

/** A refusal that names what is asked for; undefined where nothing of the kind is known. */
export function unsupported(method: string, path: string): Response | undefined {
  const kind = kinds.find(([pattern]) => pattern.test(path))?.[1]
  return kind ? refusal('NOT_IMPLEMENTED', 501, `${kind} are not part of Atelier (${method} ${path}). Runs, metrics, artifacts, logged models and the registry are.`) : undefined
}
