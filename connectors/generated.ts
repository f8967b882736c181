/** All connectors. Generated from the folders beside this file by `npm run generate`; not edited by hand. */
import type { AnyConnector } from '../src/sdk/index.ts';
import { duva } from './duva/index.ts';
import { geodata } from './geodata/index.ts';
import { itnrw } from './itnrw/index.ts';
import { residents } from './residents/index.ts';
import { workbook } from './workbook/index.ts';

export const CONNECTORS: readonly AnyConnector[] = [duva, geodata, itnrw, residents, workbook];
