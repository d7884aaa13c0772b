import { labelExport } from './label-export'
import { labelImport } from './label-import'
import { labelList } from './label-list'

export const labelCommands = [labelList, labelExport, labelImport]
