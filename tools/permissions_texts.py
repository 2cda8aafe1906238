"""The words of the pages of permissions, in both languages."""

from __future__ import annotations

TEXTS = {
    "en": {
        "operations": "The operations of the API",
        "about operations": "✓ may, ○ with their own account alone. What everybody may do, they may in public projects "
        "alone, unless it belongs to no project. A robot may do what it was given, and can be given what is marked.",
        "operation": "operation",
        "permission": "permission",
        "nobody": "everybody",
        "somebody": "signed in",
        "administrator": "system administrator",
        "robot": "robot",
        "permissions": "What roles have and what robots can be given",
        "about permissions": "Each permission is a resource and an action. Some belong to operations that are not "
        "there yet.",
        "robot in project": "robot, in a project",
        "robot in system": "robot, in the system",
        "data plane": "Pull, push, delete",
    },
    "zh-CN": {
        "operations": "API 操作",
        "about operations": "✓ 表示允许，○ 表示仅限本人账户。“所有人”一列：属于项目的操作仅适用于公开项目。"
        "机器人账户只能执行已授予的权限，带标记的权限才可以授予。",
        "operation": "操作",
        "permission": "权限",
        "nobody": "所有人",
        "somebody": "已登录用户",
        "administrator": "系统管理员",
        "robot": "机器人账户",
        "permissions": "各角色拥有的权限与可授予机器人账户的权限",
        "about permissions": "每项权限由资源和动作组成，其中一部分对应尚未提供的操作。",
        "robot in project": "机器人账户（项目级）",
        "robot in system": "机器人账户（系统级）",
        "data plane": "拉取、推送与删除",
    },
}
NOTES = {
    "en": {
        "createProject": "(unless `project_creation_restriction` leaves it to administrators)",
        "createUser": "(everybody, with `self_registration`)",
        "getPermissions": "(of any project)",
        "CopyArtifact": "(and `repository:pull` where it comes from)",
        "ListLabels": "(those of the system: everybody signed in)",
        "GetLabelByID": "(one of the system: everybody signed in)",
        "CreateLabel": "(of the system: as a permission there)",
        "UpdateLabel": "(of the system: as a permission there)",
        "DeleteLabel": "(of the system: as a permission there)",
        "deleteUser": "(administrators: by administrators alone)",
        "updateUserPassword": "(of administrators: by administrators alone)",
    },
    "zh-CN": {
        "createProject": "（除非 `project_creation_restriction` 仅允许管理员创建）",
        "createUser": "（开启 `self_registration` 后对所有人开放）",
        "getPermissions": "（任一项目的项目管理员）",
        "CopyArtifact": "（还需要源仓库的 `repository:pull` 权限）",
        "ListLabels": "（系统级标签：所有已登录用户）",
        "GetLabelByID": "（系统级标签：所有已登录用户）",
        "CreateLabel": "（系统级标签需要系统级权限）",
        "UpdateLabel": "（系统级标签需要系统级权限）",
        "DeleteLabel": "（系统级标签需要系统级权限）",
        "deleteUser": "（管理员账户只能由管理员删除）",
        "updateUserPassword": "（管理员账户的密码只能由管理员修改）",
    },
}
