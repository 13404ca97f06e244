//! What was done with a lead (activities) and what is to be done (tasks), with their texts.

mod model;
pub mod store;

pub use model::{Activity, NewActivity, NewTask, Task, TaskKind};
pub use store::{
    add_activity, add_note_text, add_task, attempts_and_conversations, close_tasks, insert_many,
    insert_tasks, of_lead, open_tasks, task, task_done, void_activity,
};
