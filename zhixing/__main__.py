from zhixing.faces.cli.main import main

raise SystemExit(main())
