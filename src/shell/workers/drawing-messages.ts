// What passes between the thread that asks for draws and one that makes them; everything is plain data.
import type { Drawn, DrawRange } from '../../core/uncertainty/draws.js';
import type { DrawJob } from '../ports.js';

/** Given to a thread as it starts. */
export type DrawingTask = Omit<DrawJob, 'range'>;

/** To the thread: one range after the other. */
export type DrawingQuestion = DrawRange;

/** From the thread, one for each range. */
export type DrawingAnswer = Drawn;
