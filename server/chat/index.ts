export { type ChatDeps, chatFeature } from './feature.ts';
export { openMind } from './mind.ts';
export type { ChatModel } from './model.ts';
export { type ChatRoom, openChatRoom } from './room.ts';
export { ChatSettings } from './settings.ts';
export { openVertex, tryVertex, type Vertex, type VertexOptions } from './vertex/index.ts';
