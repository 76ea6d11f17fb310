// The supervisors' page: the console, with the whole desk in front.
import { startConsole } from "/console/app.js";
import { Board } from "/supervisor/board.js";

startConsole({ role: "supervisor", Board });
