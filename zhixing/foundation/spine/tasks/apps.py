from zhixing.foundation.machinery import registry


class TasksConfig(registry.RoomConfig):
    name = "zhixing.foundation.spine.tasks"
    label = "tasks"
