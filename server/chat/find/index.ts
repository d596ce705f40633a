export { type Finder, type FinderDeps, openFinder, type ToolsFor } from './finder.ts';
