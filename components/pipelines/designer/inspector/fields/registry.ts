import type { ComponentType } from 'react'
import type { Field } from '@/lib/catalog/types'
import { ChoiceField } from './choice-field'
import { CodeField } from './code-field'
import { ColumnField } from './column-field'
import { ColumnsField } from './columns-field'
import { ComponentField } from './component-field'
import { ComponentParamField, ComponentParamsField } from './component-params-field'
import { DataAssetField } from './data-asset-field'
import { DatastoreField } from './datastore-field'
import { EnvironmentField } from './environment-field'
import type { FieldProps } from './field-props'
import { GridField } from './grid-field'
import { ListField } from './list-field'
import { NumberField } from './number-field'
import { SwitchField } from './switch-field'
import { TextField } from './text-field'

const controls: { [K in Field['kind']]: ComponentType<FieldProps<K>> } = {
  text: TextField,
  number: NumberField,
  switch: SwitchField,
  choice: ChoiceField,
  column: ColumnField,
  columns: ColumnsField,
  code: CodeField,
  'data-asset': DataAssetField,
  datastore: DatastoreField,
  environment: EnvironmentField,
  component: ComponentField,
  'component-param': ComponentParamField,
  'component-params': ComponentParamsField,
  grid: GridField,
  list: ListField,
}

/** The control that draws a field of this kind. */
export function controlOf(field: Field): ComponentType<FieldProps> {
  return controls[field.kind] as ComponentType<FieldProps>
}
