/* Words of the form: what Decap has in English only, and what an office calls otherwise. */
window.fangxinWords = {
  auth: { loginWithForgejo: "使用 Forgejo 登录" },
  collection: {
    sidebar: { collections: "登记簿" },
    collectionTop: {
      newButton: "新建 %{collectionLabel}",
      viewAsList: "按行显示",
      viewAsGrid: "按格显示",
    },
    entries: { unpublishedHeader: "还没有发布的" },
  },
  editor: {
    editorControl: { field: { widgetLabel: "%{widgetLabel}" } },
    editorControlPane: {
      widget: {
        rangeMin: "%{fieldLabel}至少 %{minCount} 项",
        rangeMax: "%{fieldLabel}最多 %{maxCount} 项",
      },
    },
    editorInterface: { toggleNotes: "显示或收起留言" },
    editorNotesPane: {
      title: "留言",
      emptyState: "还没有留言。",
      addNote: "留言",
      addPlaceholder: "写给审核的人……",
      editPlaceholder: "改留言……",
      save: "保存",
      cancel: "取消",
      edit: "修改",
      delete: "删除",
      resolve: "已办",
      unresolve: "未办",
      confirmDelete: "确定删除这条留言吗？",
      shortcut: "按 Ctrl+Enter 可直接留言",
    },
    editorToolbar: {
      backCollection: "正在填写：%{collectionLabel}",
      statusInfoTooltipDraft: "这还是草稿。写好了，把状态改成“审核中”",
      statusInfoTooltipInReview: "正在审核。审核期间仍可修改",
    },
    editorWidgets: {
      datetime: { now: "今天", setToNow: "%{fieldLabel}填今天" },
      list: { addType: "新增%{item}" },
      object: { expand: "展开", collapse: "收起" },
    },
  },
  mediaLibrary: { mediaLibraryModal: { close: "关闭" } },
  ui: {
    settingsDropdown: { account: "账号" },
    toast: {
      noteAdded: "已留言",
      onFailToAddNote: "没能留言：%{details}",
      noteUpdated: "留言已改",
      onFailToUpdateNote: "没能改留言：%{details}",
      noteDeleted: "留言已删",
      onFailToDeleteNote: "没能删留言：%{details}",
      noteResolved: "留言已办",
      noteReopened: "留言改回未办",
      onFailToToggleNote: "没能改留言：%{details}",
    },
  },
};
