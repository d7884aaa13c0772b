/** How a data asset may be called: letters and digits at both ends, no colon, since `name:version` names one version. */
export const assetNamePattern = /^[\p{L}\p{N}]([\p{L}\p{N} ._()+-]*[\p{L}\p{N})+_-])?$/u

/** Pages beside the assets' own. */
export const takenNames = ['new', 'gallery', 'preview', 'datastores']
