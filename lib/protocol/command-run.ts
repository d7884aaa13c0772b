/** The component of a step that runs a command with a snapshot of its code: the agent tells it where the studio is. */
export const commandComponent = 'custom.run-command@0'
