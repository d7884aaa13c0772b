import { similarPackage } from './known-packages'
import type { Blame } from './environment-error'

export interface Explanation {
  /** Which package and why, in one sentence. */
  message: string
  blame: Blame
}

/** What uv says when it finds no way, in the words of somebody who chooses packages. Undefined where it says something else. */
export function explainResolution(output: string, python: string): Explanation | undefined {
  const text = output.replace(/^[\s×├╰─▶│]+/gmu, '').replace(/\s+/g, ' ')
  const found = unknownPackage(text) ?? noVersion(text) ?? otherPython(text, python) ?? noWheels(text) ?? otherPlatform(text) ?? conflict(text)
  return found === undefined ? undefined : { message: found, blame: 'environment' }
}

const name = String.raw`[A-Za-z0-9][\w.-]*`
const quoted = String.raw`(${name})(?:\[[^\]]*\])?(?:\{[^}]*\})?((?:[<>=!~]=?=?[^\s,]+,?)*)`

function unknownPackage(text: string): string | undefined {
  const match = new RegExp(`(?:Because )?(${name}) was not found in the (?:package registry|provided package locations|cache)`).exec(text)
  if (!match) return undefined
  const similar = similarPackage(match[1]!)
  return `${match[1]} was not found on the package index${similar ? `: did you mean ${similar}?` : '. Check how it is written.'}`
}

function noVersion(text: string): string | undefined {
  const match = new RegExp(`there (?:is|are) no versions? of ${quoted}`).exec(text)
  if (match) return match[2] ? `There is no version of ${match[1]} that fits “${match[1]}${match[2]}”. Ask for another, or leave the version open.` : `There is no version of ${match[1]} that can be used here.`
  const only = new RegExp(`only (?:the following versions? of )?${quoted} (?:is|are) available`).exec(text)
  return only ? `The package index has ${only[1]} only as ${only[2] || 'other versions'}. Ask for another version, or leave it open.` : undefined
}

function otherPython(text: string, python: string): string | undefined {
  const wheels = new RegExp(`${quoted} has no wheels with a matching Python(?: version| implementation| ABI)? tag`).exec(text)
  const requires = new RegExp(`(?:the requested|current) Python version \\([^)]*\\) does not satisfy Python[^ ]+ (?:and|,).*?${quoted} depends on Python`).exec(text) ?? new RegExp(`${quoted} (?:depends on|requires) Python[<>=~!]`).exec(text)
  const match = wheels ?? requires
  if (!match) return undefined
  const hint = /with the following Python.*$/.exec(text)?.[0] ?? ''
  const tags = [...new Set([...hint.matchAll(/`cp(3)(\d+)m?`/g)].map((tag) => `3.${tag[2]}`))]
  const has = tags.length > 0 ? ` It is made for Python ${tags.length > 1 ? `${tags[0]} to ${tags.at(-1)}` : tags[0]}.` : ''
  return `${match[2] ? `${match[1]}${match[2].replace(/,$/, '')} does not fit` : `No version of ${match[1]} fits`} Python ${python}.${has} Choose another Python, or another version.`
}

function noWheels(text: string): string | undefined {
  const match = new RegExp(`${quoted} has no usable wheels`).exec(text)
  return match ? `${match[1]}${match[2]} comes without a built package (a wheel) for this Python and these machines, and agents build none from source. Ask for a newer version.` : undefined
}

function otherPlatform(text: string): string | undefined {
  const match = new RegExp(`${quoted} has no wheels with a matching platform tag \\(e\\.g\\., \`([^\`]+)\`\\)`).exec(text)
  return match ? `${match[1]}${match[2]} is not made for this machine (${match[3]}).` : undefined
}

function conflict(text: string): string | undefined {
  const reason = /Because (.*?)(?:, we can conclude|\.$|\. )/.exec(text)?.[1]
  if (!reason || !/depends? on|require/.test(reason)) return undefined
  const plain = reason
    .replace(/\{[^}]*\}/g, '')
    .replaceAll(' depends on ', ' needs ')
    .replaceAll(' depend on ', ' need ')
    .replace(/\byou require\b/g, 'you ask for')
    .replace(/your requirements/g, 'the requirements')
  return `The requirements contradict each other: ${plain}. Change one of them.`
}
